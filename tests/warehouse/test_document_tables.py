"""docs/tables.md says what the definitions say."""

from schemas.facts import TABLES
from warehouse.document_tables import PAGE, page
from warehouse.views import views


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m warehouse.document_tables`"


def test_every_table_column_and_view_is_on_the_page() -> None:
    text = page()
    assert all(f"### {name}\n" in text for name in TABLES)
    assert all(f"| `{column.name}` |" in text for table in TABLES.values() for column in table.columns)
    assert all(f"### {view.name}\n\n{view.description}" in text for view in views())
