"""From what is held to the stack goal: which credentials, in what order, when, and at what cost.

problem.py says what is to be solved, building.py makes it from a situation, solving.py finds the best set of steps,
schedule.py the best order of a set, tradeoff.py the plans worth showing, timeline.py draws one.
"""
