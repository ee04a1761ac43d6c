"""The operations of assistance, put together. A look at a request, a letter or an arrival is noted."""

from ninja import Router

from entraide.assistance.api import (
    acts,
    arrivals,
    breaking,
    comparing,
    exchanging,
    figures,
    letters,
    lists,
    measures,
    record,
    templates,
)

router = Router()
router.add_router("", lists.router)
router.add_router("", figures.router)
router.add_router("", record.router)
router.add_router("", acts.router)
router.add_router("", breaking.router)
router.add_router("", comparing.router)
router.add_router("", measures.router)
router.add_router("", letters.router)
router.add_router("", templates.router)
router.add_router("", arrivals.router)
router.add_router("", exchanging.router)
