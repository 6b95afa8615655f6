"""Uploads by API: a form with files, or the bytes alone with `?name=`; `?company=` says whose they are."""

import tempfile
from typing import IO

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from review.doors import Door, Role, Scope
from review.office import Office
from review.uploads import ENVELOPE, Taken, take, take_file, wished
from review.visits import Here

IN_MEMORY = 1_000_000


async def receive(visit: Here, request: Request) -> Response:
    """Put each file into the queue: 201, or 200 when all were there before."""
    company = wished(visit.office, request.query_params.get("company", ""))
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        form = await request.form(max_files=100)
        files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
        taken = [await run_in_threadpool(take_file, visit.office, file, visit.who, company) for file in files]
    else:
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
            async for chunk in request.stream():
                await run_in_threadpool(file.write, chunk)
            name = request.query_params.get("name", "upload")
            taken = [await run_in_threadpool(_take_spooled, visit.office, file, name, visit.who, company)]
    shown = [{"name": each.name, "item": each.item_id, "new": each.new} for each in taken]
    return JSONResponse({"uploads": shown}, 201 if any(each.new for each in taken) else 200)


def doors(largest: int) -> tuple[Door, ...]:
    """Return the door; a body may be as large as the largest file and its form."""
    return (Door("POST", "/api/upload", receive, Role.CLERK, largest + ENVELOPE, Scope.UPLOAD),)


def _take_spooled(office: Office, file: IO[bytes], name: str, by: str, company: str) -> Taken:
    file.seek(0)
    return take(office, file.read(), name, by, company)
