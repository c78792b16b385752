import pytest


@pytest.mark.django_db
def test_the_tables_to_fill_in_can_be_downloaded_from_the_page_about_us(client):
    page = client.get("/en/about/").text
    for room in ("qualifications", "offers"):
        for ending in ("xlsx", "csv"):
            address = f"/api/v1/{room}/template.{ending}"
            assert f'href="{address}" download' in page
            assert client.get(address).status_code == 200
