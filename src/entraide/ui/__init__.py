"""The shell: base templates, components, the navigation registry, problem+json. Knows no trade."""
