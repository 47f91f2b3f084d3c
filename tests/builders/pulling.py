"""What a worker gets that asks for work, after a dispatcher's round."""


def pull(jobs, queue, most=10):
    """Return the claims."""
    jobs.tend(queue, 100)
    return jobs.claim_next(queue, "w", most)


def pulled(jobs, queue, most=10):
    """Return the ids of what was claimed."""
    return tuple(claim.job_id for claim in pull(jobs, queue, most))
