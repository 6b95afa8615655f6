// The words of the shown documents: boxes over a picture, cells of a table, words of a text alike.

export function wordText(word) {
  return word.dataset.t ?? word.textContent.trim();
}

export function every() {
  return [...document.querySelectorAll("#papers .word")].filter((each) => each.checkVisibility());
}

// The words that stand in a place: a mark over a picture, a row of a table, a line of a text.
export function within(place) {
  if (!place.ownerSVGElement) return [...place.querySelectorAll(".word")];
  const box = place.getBBox();
  return [...place.ownerSVGElement.querySelectorAll(".word")].filter((each) => {
    const own = each.getBBox();
    const x = own.x + own.width / 2;
    const y = own.y + own.height / 2;
    return box.x <= x && x <= box.x + box.width && box.y <= y && y <= box.y + box.height;
  });
}

export function sheetOf(word) {
  return word.closest(".sheet, figure");
}

export function centre(word) {
  const box = word.getBoundingClientRect();
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, height: box.height };
}

// Document, page and corners in points, "" for words without points or of several pages.
export function placeText(words) {
  const sheets = new Set(words.map((each) => each.closest(".sheet")));
  const [sheet] = sheets;
  if (sheets.size !== 1 || !sheet) return "";
  const boxes = words.map((each) => each.getBBox());
  const corners = [
    Math.min(...boxes.map((box) => box.x)),
    Math.min(...boxes.map((box) => box.y)),
    Math.max(...boxes.map((box) => box.x + box.width)),
    Math.max(...boxes.map((box) => box.y + box.height)),
  ];
  return [sheet.dataset.document, sheet.dataset.page, ...corners.map((each) => each.toFixed(1))].join(" ");
}

// The nearest word of the line above (-1) or below (1), on the same page.
export function across(word, step) {
  const from = centre(word);
  const page = sheetOf(word);
  const sized = [...page.querySelectorAll(".word")].map((each) => [each, centre(each)]);
  const beyond = sized.filter(([, at]) => (at.y - from.y) * step > Math.max(from.height, at.height) * 0.5);
  const nearest = Math.min(...beyond.map(([, at]) => Math.abs(at.y - from.y)));
  const line = beyond.filter(([, at]) => Math.abs(at.y - from.y) < nearest + from.height * 0.5);
  line.sort(([, one], [, other]) => Math.abs(one.x - from.x) - Math.abs(other.x - from.x));
  return line[0]?.[0] ?? null;
}
