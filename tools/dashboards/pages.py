"""What do the dashboards show? A test asks a real Prometheus every query, with the series of a service at work."""

from tools.dashboards.panel import Dashboard, Panel, by_endpoint, highest, per_second, quantile, stat

OVERVIEW = Dashboard(
    uid="credwise-overview",
    title="Credwise: is all well",
    panels=(
        stat(
            "Redis answers",
            "0: new profiles get 503. CredwiseLedgerAway in docs/operators.md.",
            {"": "min(credwise_ledger_up)"},
            width=4,
        ),
        stat(
            "Takes profiles",
            "0: full, read-only or unable to save; `/readyz` says which.",
            {"": "min(credwise_ledger_accepting)"},
            width=4,
        ),
        stat(
            "Alerts ringing",
            "Each has its paragraph in docs/operators.md.",
            {"": 'count(ALERTS{alertstate="firing"}) or vector(0)'},
            worrying=1,
            width=4,
        ),
        stat(
            "Oldest due",
            "How long the job that is due longest has waited.",
            highest("credwise_queue_oldest_due_age_seconds", "queue"),
            unit="s",
            worrying=30,
            width=6,
        ),
        stat(
            "Processes alive",
            "By role; every role needs one at least.",
            highest("credwise_processes_alive", "role"),
            width=6,
        ),
        Panel(
            title="Due, scheduled, running",
            what="Due is what a worker could take now. Growing: start more workers.",
            queries=highest("credwise_queue_jobs", "queue", "state"),
        ),
        Panel(
            title="Held back, by cause",
            what="Webhooks that wait for a receiver or a limit, not for a worker.",
            queries=highest("credwise_queue_held_jobs", "cause"),
        ),
        Panel(
            title="Settled a second",
            what="Jobs completed, put off or dead-lettered.",
            queries={"{{queue}} {{outcome}}": per_second("credwise_queue_settled_total", "queue, outcome")},
        ),
        Panel(
            title="From 202 to the recommendation",
            what="Within this time half, and 95 of 100, were decided.",
            queries={"half": quantile(0.5, "evaluated"), "95 %": quantile(0.95, "evaluated")},
            unit="s",
        ),
        Panel(
            title="From 202 to the webhook",
            what="Within this time half, and 95 of 100, had arrived; retries are in it.",
            queries={"half": quantile(0.5, "delivered"), "95 %": quantile(0.95, "delivered")},
            unit="s",
        ),
        Panel(
            title="Dead letters a minute",
            what="`credwise dead list` shows them.",
            queries={"{{queue}} {{reason}}": f"60 * {per_second('credwise_dead_letters_total', 'queue, reason')}"},
        ),
        Panel(
            title="Redis's memory",
            what="From the upper line on new profiles are refused.",
            queries={
                "used": "max(credwise_redis_memory_used_ratio)",
                "refuses from": "max(credwise_ledger_shed_ratio)",
            },
            unit="percentunit",
        ),
        Panel(
            title="What fills Redis",
            what="Estimated from a sample where there are many keys.",
            queries=highest("credwise_ledger_bytes", "kind"),
            unit="bytes",
        ),
        Panel(
            title="Clocks against Redis's",
            what="More than half a minute rings CredwiseClockOff.",
            queries={
                "API": "max(credwise_redis_clock_ahead_seconds)",
                "{{role}}": "max by (role) (credwise_process_clock_ahead_seconds)",
            },
            unit="s",
        ),
    ),
)

RECEIVERS = Dashboard(
    uid="credwise-receivers",
    title="Credwise: endpoints and clients",
    panels=(
        Panel(
            title="Waits longest, by endpoint",
            what="The worst by name, the others as (rest). `credwise ops why CLIENT/ENDPOINT` says why.",
            queries=by_endpoint("credwise_endpoint_oldest_due_age_seconds"),
            unit="s",
            width=12,
        ),
        Panel(
            title="Fails since, by endpoint",
            what="How long every attempt has failed; after five days an endpoint is disabled.",
            queries=by_endpoint("credwise_endpoint_failing_seconds"),
            unit="s",
            width=12,
        ),
        Panel(
            title="Failures in a row",
            what="From five on the circuit breaker opens.",
            queries=by_endpoint("credwise_endpoint_failures"),
        ),
        Panel(
            title="Clients held back",
            what="By limit. `credwise ops why` names them; ten minutes ring CredwiseClientHeldBack.",
            queries=highest("credwise_clients_refused", "limit"),
            width=12,
        ),
        Panel(
            title="Profiles refused a minute, by limit",
            what="Answered 429; the client sends them again.",
            queries={"{{limit}}": f"60 * {per_second('credwise_intake_refused_total', 'limit')}"},
            width=12,
        ),
        Panel(
            title="Pending, by client",
            what="Webhooks not delivered yet, retries included.",
            queries=highest("credwise_client_pending_deliveries", "client"),
        ),
        Panel(
            title="In flight, by client",
            what="A client has at most a quarter of a worker's threads.",
            queries=highest("credwise_client_in_flight", "client"),
        ),
        Panel(
            title="Attempts a second, by outcome",
            what="What receivers answer.",
            queries={"{{outcome}}": per_second("credwise_delivery_attempts_total", "outcome")},
            width=12,
        ),
        Panel(
            title="Circuit breakers open",
            what="Endpoints that are left alone for now.",
            queries={"open": "max(sum by (instance) (credwise_client_breakers_open))"},
            width=12,
        ),
    ),
)

DECISIONS = Dashboard(
    uid="credwise-decisions",
    title="Credwise: what is decided",
    panels=(
        Panel(
            title="Verdicts an hour, by path",
            what="A jump after a change of rules or catalogue is worth a look.",
            queries={"{{path}}": f"3600 * {per_second('credwise_verdicts_total', 'path')}"},
            width=12,
        ),
        Panel(
            title="How clear verdicts are",
            what="Many undecided ones: profiles say too little.",
            queries={"{{standing}}": f"3600 * {per_second('credwise_verdicts_total', 'standing')}"},
            width=12,
        ),
        Panel(
            title="The rules named most, of the last day",
            what="In how many recommendations.",
            queries={
                "{{rule}}": "topk(20, max by (rule) (increase(credwise_rule_firings_total[1d])))",
            },
            kind="bargauge",
            width=12,
            height=14,
        ),
        stat(
            "Rules and catalogue in force",
            "More than one of a kind: an update is under way, or a process refuses its files.",
            highest("credwise_files_in_force", "role", "rulebook"),
            width=12,
            height=8,
        ),
        stat(
            "Processes that refuse their files",
            "`credwise rules check --strict` lists the problems.",
            highest("credwise_files_refused", "role", "files"),
            worrying=1,
            width=12,
            height=6,
        ),
        stat(
            "Version",
            "Of the APIs.",
            {"{{version}} on Python {{python}}": "count by (version, python) (credwise_build_info)"},
            width=12,
            height=6,
        ),
    ),
)

DASHBOARDS = (OVERVIEW, RECEIVERS, DECISIONS)
