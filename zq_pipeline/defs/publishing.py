"""What goes out: the released package on the portal that the environment names, the folder portal unless said otherwise."""

import dagster as dg

from zq_pipeline.defs.assets import DAILY, OWNERS, said_plainly
from zq_pipeline.defs.resources import HomeResource
from zq_pipeline.errors import PipelineError
from zq_pipeline.portal.publisher import PortalUnreachable
from zq_pipeline.store import portals

RETRIES, WAIT = 3, 60
"""How often a portal that is down is asked again, and after how many seconds."""


@dg.asset(group_name="package", kinds={"portal"}, owners=OWNERS, freshness_policy=DAILY, deps=["datapackage"])
def published_release(home: HomeResource) -> dg.MaterializeResult[None]:
    """The release on the portal. It waits for every blocking check; a portal that is down is asked again, a refusal is final."""
    try:
        done = portals.publish(home.home, portals.chosen(home.home))
    except PortalUnreachable as error:
        raise dg.RetryRequested(max_retries=RETRIES, seconds_to_wait=WAIT) from error
    except PipelineError as error:
        raise said_plainly(error) from error
    return dg.MaterializeResult(
        metadata={
            "address": done.address,
            "changed": done.difference.lines(),
            "written": len(done.difference.lines()),
            "note": done.note,
        }
    )
