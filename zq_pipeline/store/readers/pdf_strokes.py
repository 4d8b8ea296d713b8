"""The straight lines that are drawn on a page of a PDF, by whichever means: a stroke, the edge of a box, a very thin box."""

import ctypes
from itertools import pairwise
from typing import Final

import pypdfium2
from pypdfium2 import raw

from zq_pipeline.store.readers.pdf_table import Stroke, Strokes

_MOST: Final = 10_000
"""Points of drawings on one page; a page with more is a map or a chart, and no table is looked for."""
_DEPTH: Final = 4
_SHORTEST: Final = 5.0
_THIN: Final = 1.0

Point = tuple[float, float]


def strokes(page: pypdfium2.PdfPage) -> Strokes:
    """The lines drawn along ``page`` and down it; none where its drawings can't be taken apart."""
    along: list[Stroke] = []
    down: list[Stroke] = []
    points = 0
    try:
        for drawing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_DEPTH):
            points += raw.FPDFPath_CountSegments(drawing)
            if points > _MOST:
                return Strokes()
            for (x0, y0), (x1, y1) in _edges(drawing):
                if abs(y1 - y0) <= _THIN and abs(x1 - x0) >= _SHORTEST:
                    along.append(Stroke(min(x0, x1), max(x0, x1), (y0 + y1) / 2))
                elif abs(x1 - x0) <= _THIN and abs(y1 - y0) >= _SHORTEST:
                    down.append(Stroke(min(y0, y1), max(y0, y1), (x0 + x1) / 2))
    except pypdfium2.PdfiumError:
        return Strokes()
    return Strokes(along, down)


def _edges(drawing: pypdfium2.PdfObject) -> list[tuple[Point, Point]]:
    """The straight parts of what is drawn, as it stands on the page."""
    matrix, around = drawing.get_matrix(), drawing.container
    while around is not None:
        matrix, around = matrix.multiply(around.get_matrix()), around.container
    edges: list[tuple[Point, Point]] = []
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(drawing)):
        part = raw.FPDFPath_GetPathSegment(drawing, index)
        kind = raw.FPDFPathSegment_GetType(part)
        raw.FPDFPathSegment_GetPoint(part, x, y)
        if kind != raw.FPDF_SEGMENT_LINETO:
            edges += pairwise(points)
            points = []
        points.append(matrix.on_point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(part) and len(points) > 1:
            points.append(points[0])
    return [*edges, *pairwise(points)]
