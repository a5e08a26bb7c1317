"""A PDF put together object by object, for what no printing library makes."""


def raw_pdf(*bodies):
    """Return a PDF of these objects, numbered from 1, the first of which is its catalog."""
    data, places = b"%PDF-1.5\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def stream(text, entries=""):
    """Return the object of a stream."""
    return f"<< /Length {len(text)} {entries} >>\nstream\n{text}\nendstream"
