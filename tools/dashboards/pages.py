"""What do the dashboards show? A test asks a real Prometheus every query, with the series of a service at work."""

from tools.dashboards.panel import Dashboard, Panel, per_second, quantile

OVERVIEW = Dashboard(
    uid="credwise-overview",
    title="Credwise: is all well",
    panels=(
        Panel(
            title="Redis answers",
            what="0: new profiles get 503. CredwiseLedgerAway in docs/operators.md.",
            queries={"": "min(credwise_ledger_up)"},
            kind="stat",
            width=4,
            height=4,
        ),
        Panel(
            title="Takes profiles",
            what="0: full, read-only or unable to save; `/readyz` says which.",
            queries={"": "min(credwise_ledger_accepting)"},
            kind="stat",
            width=4,
            height=4,
        ),
        Panel(
            title="Alerts ringing",
            what="Each has its paragraph in docs/operators.md.",
            queries={"": 'count(ALERTS{alertstate="firing"}) or vector(0)'},
            kind="stat",
            worrying=1,
            width=4,
            height=4,
        ),
        Panel(
            title="Oldest due",
            what="How long the job that is due longest has waited.",
            queries={"{{queue}}": "max by (queue) (credwise_queue_oldest_due_age_seconds)"},
            kind="stat",
            unit="s",
            worrying=30,
            width=6,
            height=4,
        ),
        Panel(
            title="Processes alive",
            what="By role; every role needs one at least.",
            queries={"{{role}}": "max by (role) (credwise_processes_alive)"},
            kind="stat",
            width=6,
            height=4,
        ),
        Panel(
            title="Due, scheduled, running",
            what="Due is what a worker could take now. Growing: start more workers.",
            queries={"{{queue}} {{state}}": "max by (queue, state) (credwise_queue_jobs)"},
        ),
        Panel(
            title="Held back, by cause",
            what="Webhooks that wait for a receiver or a limit, not for a worker.",
            queries={"{{cause}}": "max by (cause) (credwise_queue_held_jobs)"},
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
            queries={"{{kind}}": "max by (kind) (credwise_ledger_bytes)"},
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
            queries={
                "{{client}}/{{endpoint}}": "max by (client, endpoint) (credwise_endpoint_oldest_due_age_seconds) > 0"
            },
            unit="s",
            width=12,
        ),
        Panel(
            title="Fails since, by endpoint",
            what="How long every attempt has failed; after five days an endpoint is disabled.",
            queries={"{{client}}/{{endpoint}}": "max by (client, endpoint) (credwise_endpoint_failing_seconds) > 0"},
            unit="s",
            width=12,
        ),
        Panel(
            title="Failures in a row",
            what="From five on the circuit breaker opens.",
            queries={"{{client}}/{{endpoint}}": "max by (client, endpoint) (credwise_endpoint_failures) > 0"},
        ),
        Panel(
            title="Pending, by client",
            what="Webhooks not delivered yet, retries included.",
            queries={"{{client}}": "max by (client) (credwise_client_pending_deliveries)"},
        ),
        Panel(
            title="In flight, by client",
            what="A client has at most a quarter of a worker's threads.",
            queries={"{{client}}": "max by (client) (credwise_client_in_flight)"},
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
        Panel(
            title="Rules and catalogue in force",
            what="More than one of a kind: an update is under way, or a process refuses its files.",
            queries={"{{role}} {{rulebook}}": "max by (role, rulebook) (credwise_files_in_force)"},
            kind="stat",
            width=12,
        ),
        Panel(
            title="Processes that refuse their files",
            what="`credwise rules check --strict` lists the problems.",
            queries={"{{role}} {{files}}": "max by (role, files) (credwise_files_refused)"},
            kind="stat",
            worrying=1,
            width=12,
            height=6,
        ),
        Panel(
            title="Version",
            what="Of the APIs.",
            queries={"{{version}} on Python {{python}}": "count by (version, python) (credwise_build_info)"},
            kind="stat",
            width=12,
            height=6,
        ),
    ),
)

DASHBOARDS = (OVERVIEW, RECEIVERS, DECISIONS)
