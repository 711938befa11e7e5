import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The renderer alone, on an in-memory bridge: `vite build -c test/renderer/gallery/vite.config.ts`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: '../../../.cache/gallery', emptyOutDir: true },
});
