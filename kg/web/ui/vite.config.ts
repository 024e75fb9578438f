// Builds the explorer's scripts into kg/web/static/ui, from where the server sends them; nothing is fetched from elsewhere.
import { defineConfig } from "vite";

export default defineConfig({
  base: "/static/ui/",
  publicDir: false,
  build: {
    outDir: "../static/ui",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 2000,
    modulePreload: false,
    rollupOptions: {
      input: { pages: "src/pages.ts", graph: "src/graph.ts", sparql: "src/sparql.ts" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "part-[hash].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
