"""Every sentence a person sees, by language, and how an alert becomes parts that fit."""
