// The sheet in a photograph: where its four corners lie, and the sheet laid flat. Corners are points of the picture, from
// the top left one clockwise. Used by scan.js.
(() => {
  "use strict";

  const PAPER = 0.62; // how bright a paper is, of the way from the darkest to the brightest of the picture
  const CONTRAST = 150; // of 765: less, and there is no sheet on a ground
  const SEEN = 160; // points across in which the sheet is looked for
  const LEAST = 1 / 8; // of the picture that a sheet covers
  const FILLED = 0.8; // of the corners' area that must be as bright as paper

  window.motcuaSheet = { corners, flat, isSheet, whole };

  function whole(picture) {
    const [right, bottom] = [picture.width, picture.height];
    return [{ x: 0, y: 0 }, { x: right, y: 0 }, { x: right, y: bottom }, { x: 0, y: bottom }];
  }

  // Whether four points are the corners of something flat, seen from above: convex, clockwise, no side too short.
  function isSheet(corners, shortest) {
    return corners.every((here, index) => {
      const next = corners[(index + 1) % 4];
      const then = corners[(index + 2) % 4];
      const turn = (next.x - here.x) * (then.y - next.y) - (next.y - here.y) * (then.x - next.x);
      return turn > 0 && Math.hypot(next.x - here.x, next.y - here.y) >= shortest;
    });
  }

  // The bright sheet on a darker ground: of the bright points those that lie furthest into each corner. Without a clear
  // sheet the whole picture.
  function corners(picture) {
    const { width, height, light } = small(picture);
    let darkest = 765;
    let brightest = 0;
    for (const each of light) {
      darkest = Math.min(darkest, each);
      brightest = Math.max(brightest, each);
    }
    if (brightest - darkest < CONTRAST) return whole(picture);
    const paper = darkest + (brightest - darkest) * PAPER;
    const isPaper = (x, y) => light[y * width + x] > paper;
    const found = [null, null, null, null];
    const far = [-Infinity, -Infinity, -Infinity, -Infinity];
    let count = 0;
    for (let y = 1; y < height - 1; y += 1) {
      for (let x = 1; x < width - 1; x += 1) {
        // A bright point alone is a glint, not paper.
        if (!(isPaper(x, y) && isPaper(x - 1, y) && isPaper(x + 1, y) && isPaper(x, y - 1) && isPaper(x, y + 1))) continue;
        count += 1;
        [-x - y, x - y, x + y, y - x].forEach((reach, corner) => {
          if (reach > far[corner]) {
            far[corner] = reach;
            found[corner] = { x, y };
          }
        });
      }
    }
    if (count < width * height * LEAST || !isSheet(found, width / 6)) return whole(picture);
    if (count < area(found) * FILLED) return whole(picture);
    const scale = picture.width / width;
    const out = [[-1, -1], [1, -1], [1, 1], [-1, 1]]; // the points' neighbours are paper too
    return found.map((point, corner) => ({
      x: Math.max(0, Math.min(picture.width, (point.x + 0.5 + out[corner][0] * 1.5) * scale)),
      y: Math.max(0, Math.min(picture.height, (point.y + 0.5 + out[corner][1] * 1.5) * scale)),
    }));
  }

  function small(picture) {
    const width = SEEN;
    const height = Math.max(3, Math.round((SEEN * picture.height) / picture.width));
    const sheet = canvas(width, height);
    const pen = sheet.getContext("2d");
    pen.drawImage(picture, 0, 0, width, height);
    const points = pen.getImageData(0, 0, width, height).data;
    const light = new Uint16Array(width * height);
    for (let each = 0; each < light.length; each += 1) light[each] = points[4 * each] + points[4 * each + 1] + points[4 * each + 2];
    return { width, height, light };
  }

  function area(corners) {
    const twice = corners.reduce((sum, here, index) => {
      const next = corners[(index + 1) % 4];
      return sum + here.x * next.y - next.x * here.y;
    }, 0);
    return twice / 2;
  }

  // The sheet between four corners as a rectangle, its longer side at most so many points: every point is looked up where
  // the camera saw it (a projective map), mixed from its four neighbours.
  function flat(picture, corners, longest) {
    const side = (one, other) => Math.hypot(corners[one].x - corners[other].x, corners[one].y - corners[other].y);
    const across = Math.max(side(0, 1), side(3, 2));
    const down = Math.max(side(0, 3), side(1, 2));
    const scale = Math.min(1, longest / Math.max(across, down));
    const [width, height] = [Math.max(1, Math.round(across * scale)), Math.max(1, Math.round(down * scale))];
    const made = canvas(width, height);
    const pen = made.getContext("2d");
    if (isUpright(corners)) {
      pen.drawImage(picture, corners[0].x, corners[0].y, across, down, 0, 0, width, height);
      return made;
    }
    const seen = picture.getContext("2d").getImageData(0, 0, picture.width, picture.height);
    const sheet = pen.createImageData(width, height);
    lay(seen, sheet, mapOf(corners));
    pen.putImageData(sheet, 0, 0);
    return made;
  }

  function isUpright([a, b, c, d]) {
    return a.y === b.y && b.x === c.x && c.y === d.y && d.x === a.x;
  }

  // Where a point (u, v) of the unit square lies in the picture: ((a u + b v + c) / w, (d u + e v + f) / w), w = g u + h v + 1.
  function mapOf([p, q, r, s]) {
    const [sx, sy] = [p.x - q.x + r.x - s.x, p.y - q.y + r.y - s.y];
    const [qx, qy, tx, ty] = [q.x - r.x, q.y - r.y, s.x - r.x, s.y - r.y];
    const whole = qx * ty - tx * qy;
    const g = (sx * ty - tx * sy) / whole;
    const h = (qx * sy - sx * qy) / whole;
    return [q.x - p.x + g * q.x, s.x - p.x + h * s.x, p.x, q.y - p.y + g * q.y, s.y - p.y + h * s.y, p.y, g, h];
  }

  function lay(seen, sheet, [a, b, c, d, e, f, g, h]) {
    const from = seen.data;
    const to = sheet.data;
    const [right, bottom] = [seen.width - 1, seen.height - 1];
    for (let row = 0, at = 0; row < sheet.height; row += 1) {
      const v = (row + 0.5) / sheet.height;
      for (let column = 0; column < sheet.width; column += 1, at += 4) {
        const u = (column + 0.5) / sheet.width;
        const w = g * u + h * v + 1;
        const x = Math.max(0, Math.min(right, (a * u + b * v + c) / w - 0.5));
        const y = Math.max(0, Math.min(bottom, (d * u + e * v + f) / w - 0.5));
        const [left, top] = [Math.floor(x), Math.floor(y)];
        const [dx, dy] = [x - left, y - top];
        const here = 4 * (top * seen.width + left);
        const beside = left < right ? 4 : 0;
        const below = top < bottom ? 4 * seen.width : 0;
        for (let colour = 0; colour < 3; colour += 1) {
          const above = from[here + colour] * (1 - dx) + from[here + beside + colour] * dx;
          const under = from[here + below + colour] * (1 - dx) + from[here + below + beside + colour] * dx;
          to[at + colour] = above * (1 - dy) + under * dy;
        }
        to[at + 3] = 255;
      }
    }
  }

  function canvas(width, height) {
    const made = document.createElement("canvas");
    made.width = width;
    made.height = height;
    return made;
  }
})();
