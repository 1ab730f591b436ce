// Starts the client.
import { createApp } from 'vue'
import App from './App.vue'
import { keepOffer } from './composables/install'
import { register } from './composables/line'
import { watchLine } from './offline/queue'
import { watchSignIns } from './offline/signIns'
import { router } from './router'
import './styles/tokens.css'
import './styles/base.css'
import './styles/phone.css'
import './styles/print.css'

keepOffer()
createApp(App).use(router).mount('#app')
// The first screen comes first; the worker and the queue wait for it.
void router.isReady().then(() => {
  watchLine()
  watchSignIns()
  void register()
})
