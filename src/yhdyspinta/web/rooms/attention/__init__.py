"""Comments, what awaits, search and letters.

Comments on the page of any shared object take two lines. In the view, beside what the page shows otherwise::

    context |= {"comments": attention.presenters.comments(room, target)}

and in its template, where the comments are to stand::

    {% include "rooms/attention/comments.html" %}

The forms lead to pages of this room and back to the object's own page (`objects.address_of`).
"""
