"""The holders of a post, in order, with the gaps between them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from npcrecords.rest.export import CONTENT_TYPES, exported
from npcrecords.rest.viewsets import OneView, not_there
from npcrecords.rest.visibility import sees_drafts

from ..models import Post
from ..queries import holders
from .people import PostSerializer
from .tenure_rows import ShownTenures, TenureSerializer
from .tenures import last_change, visible_acts


class GapSerializer(serializers.Serializer[Any]):
    """Days on which nobody is known to have held the post: from ``start_date``, inclusive, to
    ``end_date``, exclusive; null is a day not known or, with no ``before_tenure``, not come."""

    start_date = serializers.DateField(allow_null=True)
    end_date = serializers.DateField(allow_null=True)
    after_tenure = serializers.IntegerField()
    before_tenure = serializers.IntegerField(allow_null=True)


class HoldersSerializer(serializers.Serializer[Any]):
    """A post, who held it in order of time, and the gaps between them."""

    post = PostSerializer()
    holders = TenureSerializer(many=True)
    gaps = GapSerializer(many=True)


class HoldersView(OneView):
    """某一职务的历任，按时间排列；中间无人在任记录的日子列在 gaps。csv、jsonl 只有历任。"""

    a_list = True
    serializer_class = HoldersSerializer

    @extend_schema(responses=HoldersSerializer)
    def retrieve(self, request: Request, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        posts: Any = Post.objects.select_related("organization")
        if not sees_drafts(request.user):
            posts = posts.public()
        post = posts.filter(pk=kwargs["pk"]).first()
        if post is None:
            raise not_there(Post.resource, int(kwargs["pk"]))
        tenures, gaps = holders(visible_acts(request), post)
        shown = ShownTenures(tenures, last_change())
        if request.accepted_renderer.format in CONTENT_TYPES:
            serializer = TenureSerializer(context=self.get_serializer_context())
            return exported(request, f"posts-{post.pk}-holders", shown, serializer)
        return self.show({"post": post, "holders": shown, "gaps": gaps})
