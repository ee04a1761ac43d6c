"""x"""

app_name = "ledger"
urlpatterns: list = []
