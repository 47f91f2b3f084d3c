"""How does a person read a recommendation on a terminal?"""
