// Builds the client: hashed names, a chunk per route, an own service worker.
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { serviceWorker } from './plugins/service-worker'

export default defineConfig({
  plugins: [vue(), serviceWorker()],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  // No component here uses the options API; leaving it out saves two kilobytes of start.
  define: { __VUE_OPTIONS_API__: 'false' },
  build: {
    outDir: process.env.LVZHI_WEB_OUT ?? 'dist',
    emptyOutDir: true,
    target: ['chrome87', 'safari14'],
    // Inlined files would need `data:` in more of the content policy than pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Two files start the phone: what changes with every version, and what hardly ever does. Left to
    // itself the bundler makes twenty, which a slow line fetches in three rounds.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'vue', test: /node_modules[\\/](@vue|vue|vue-router)[\\/]/, priority: 2 },
            { name: 'start', test: /[\\/]src[\\/]main\.ts$/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': process.env.LVZHI_API ?? 'http://127.0.0.1:8000' } },
})
