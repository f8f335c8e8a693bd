import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds the server; the built pages are served by the server itself. */
const server_address = process.env['UNDERTONE_ADDRESS'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    chunkSizeWarningLimit: 1000,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        manualChunks: (id) => (/node_modules[\\/](?!yaml[\\/])/.test(id) ? 'vendor' : undefined),
      },
    },
  },
  server: {
    proxy: {
      '/api': { target: server_address, ws: true },
      '/openapi.yaml': server_address,
    },
  },
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    environment: 'node',
    testTimeout: 10000,
  },
});
