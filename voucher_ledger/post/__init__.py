"""How mail leaves: an SMTP server, a seal on what the books must not show, and the thread that sends."""
