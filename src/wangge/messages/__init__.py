"""Messages on their way: outbox, gateways, digests, quiet hours, webhooks. What they say is written above."""
