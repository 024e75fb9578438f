// One of the programs of WebGL with the corners that it draws: a buffer of them, and the numbers of those to be drawn.
export interface Shaders {
  vertex: string;
  fragment: string;
}

/** The parts of a corner, in their order in the buffer: how many numbers each has, and whether they are bytes (0 to 255 for 0 to 1). */
export type Parts = Record<string, [count: number, bytes?: "bytes"]>;

export class Program {
  private readonly program: WebGLProgram;
  private readonly array: WebGLVertexArrayObject;
  private readonly corners: WebGLBuffer;
  private readonly numbers: WebGLBuffer;

  constructor(private readonly gl: WebGL2RenderingContext, { vertex, fragment }: Shaders, parts: Parts) {
    this.program = gl.createProgram()!;
    for (const [type, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]] as const) {
      const shader = gl.createShader(type)!;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(this.program, shader);
    }
    gl.linkProgram(this.program);
    if (!gl.getProgramParameter(this.program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(gl.getProgramInfoLog(this.program) ?? "WebGL");
    this.array = gl.createVertexArray()!;
    this.corners = gl.createBuffer()!;
    this.numbers = gl.createBuffer()!;
    gl.bindVertexArray(this.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.corners);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.numbers);
    const size = ([count, bytes]: Parts[string]) => count * (bytes ? 1 : 4);
    const whole = Object.values(parts).reduce((sum, part) => sum + size(part), 0);
    let offset = 0;
    for (const [name, part] of Object.entries(parts)) {
      const at = gl.getAttribLocation(this.program, name);
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, part[0], part[1] ? gl.UNSIGNED_BYTE : gl.FLOAT, Boolean(part[1]), whole, offset);
      offset += size(part);
    }
    gl.bindVertexArray(null);
  }

  /** Put corners in. */
  fill(data: ArrayBufferView): void {
    this.gl.bindBuffer(this.gl.ARRAY_BUFFER, this.corners);
    this.gl.bufferData(this.gl.ARRAY_BUFFER, data, this.gl.STATIC_DRAW);
  }

  /** Choose which corners are drawn, in which order. */
  choose(numbers: Uint32Array): void {
    this.gl.bindVertexArray(this.array);
    this.gl.bufferData(this.gl.ELEMENT_ARRAY_BUFFER, numbers, this.gl.STATIC_DRAW);
  }

  /** Draw so many corners from `first` on: of those that were chosen, or of all. */
  draw(mode: number, first: number, count: number, chosen: boolean, uniforms: Record<string, number[]>): void {
    const { gl } = this;
    gl.useProgram(this.program);
    for (const [name, value] of Object.entries(uniforms)) {
      const at = gl.getUniformLocation(this.program, name);
      if (value.length === 1) gl.uniform1fv(at, value);
      else if (value.length === 2) gl.uniform2fv(at, value);
      else if (value.length === 3) gl.uniform3fv(at, value);
      else gl.uniform4fv(at, value);
    }
    gl.bindVertexArray(this.array);
    if (chosen) gl.drawElements(mode, count, gl.UNSIGNED_INT, first * 4);
    else gl.drawArrays(mode, first, count);
  }
}
