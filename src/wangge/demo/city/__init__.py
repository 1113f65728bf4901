"""A whole city to try things on: areas, plan, organisation, people, catalogue, components, addresses; all invented."""

from wangge.demo.city.building import CITY_CODE, CITY_NAME, DemoCity, Files, NotEmpty, build_demo_city

__all__ = ["CITY_CODE", "CITY_NAME", "DemoCity", "Files", "NotEmpty", "build_demo_city"]
