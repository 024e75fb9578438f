// What runs on the graphics card, or in software where there is none: dots, thin lines, lines with widths and dashes.

/** A thing: a round dot with a rim of the ground's colour, which sets it off from its neighbours. */
export const DOTS = {
  vertex: `#version 300 es
    in vec2 place; in float size; in vec3 colour;
    uniform vec4 view; uniform vec4 grow;
    out vec3 tint; out float radius; out float firm;
    void main() {
      radius = clamp(size * grow.x, grow.y, grow.z) * grow.w;
      gl_PointSize = 2.0 * radius + 2.0;
      gl_Position = vec4((place - view.xy) * view.zw, 0, 1);
      tint = colour;
      firm = clamp(radius / grow.w * 0.5, 0.3, 1.0); // small dots are faint, so that one sees where they lie thick
    }`,
  fragment: `#version 300 es
    precision mediump float;
    in vec3 tint; in float radius; in float firm;
    uniform vec3 ground;
    out vec4 dot;
    void main() {
      float far = length(gl_PointCoord - 0.5) * (2.0 * radius + 2.0);
      float rim = radius > 3.0 ? clamp(far - radius + 1.5, 0.0, 1.0) : 0.0;
      dot = vec4(mix(tint, ground, rim), clamp(radius + 0.5 - far, 0.0, 1.0) * firm);
    }`,
};

/** A fact among many: a line one pixel wide. */
export const HAIRS = {
  vertex: `#version 300 es
    in vec2 place; in vec4 colour;
    uniform vec4 view; uniform float strength;
    out vec4 tint;
    void main() {
      gl_Position = vec4((place - view.xy) * view.zw, 0, 1);
      tint = vec4(colour.rgb, min(1.0, colour.a * strength));
    }`,
  fragment: `#version 300 es
    precision mediump float;
    in vec4 tint;
    out vec4 line;
    void main() { line = tint; }`,
};

/** A fact among few: as wide as it is, dashed where it is, with soft edges; corners come as pixels of the sheet. */
export const STROKES = {
  vertex: `#version 300 es
    in vec2 place; in vec2 on; in vec3 stroke; in vec4 colour;
    uniform vec2 sheet;
    out vec2 at; out vec3 kind; out vec4 tint;
    void main() {
      gl_Position = vec4(place / sheet * vec2(2, -2) + vec2(-1, 1), 0, 1);
      at = on; kind = stroke; tint = colour;
    }`,
  fragment: `#version 300 es
    precision highp float;
    in vec2 at; in vec3 kind; in vec4 tint;
    uniform float ratio;
    out vec4 line;
    void main() {
      float seen = clamp((kind.x - abs(at.x)) * ratio + 0.5, 0.0, 1.0);
      if (kind.z > 0.0) seen *= clamp((kind.y - mod(at.y, kind.y + kind.z)) * ratio + 0.5, 0.0, 1.0);
      line = vec4(tint.rgb, tint.a * seen);
    }`,
};
