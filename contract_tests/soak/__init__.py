"""The contract under load: users of Locust walk real workflows, and every answer is judged."""
