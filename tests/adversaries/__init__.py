"""Ten adversaries, one file each: what each can do, what must hold, and a weak build in which it does not.

Every file has the same form. `leaks` does what the adversary does, with real requests and the real database,
and answers in words everything that they got; on the product that is nothing. `WEAK` takes single guards away,
in the test and never in the product, and `leaks` must find each of them: so no file passes because it looks at
nothing.
"""
