"""What asks for somebody's attention: comments and mentions, what awaits a post, letters, and finding what was written."""
