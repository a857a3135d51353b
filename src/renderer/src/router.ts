import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import AttentionView from './features/attention/AttentionView.vue'
import DeskView from './features/day/DeskView.vue'
import ScanView from './features/scan/ScanView.vue'
import SettingsView from './features/settings/SettingsView.vue'

/*
 * `/dag/…` and `/boekingen/…` are the same desk: the list with, beside it, the booking that is
 * selected. The component is kept when going from one to the other.
 */
const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/dag' },
  { path: '/dag/:day?', name: 'day', component: DeskView, meta: { rail: 'day' } },
  { path: '/boekingen/:id(\\d+)', name: 'booking', component: DeskView, meta: { rail: 'day' } },
  { path: '/scannen', name: 'scan', component: ScanView, meta: { rail: 'scan' } },
  { path: '/aandacht', name: 'attention', component: AttentionView, meta: { rail: 'attention' } },
  {
    path: '/instellingen/:section?',
    name: 'settings',
    component: SettingsView,
    meta: { rail: 'settings' },
  },
  { path: '/:rest(.*)*', redirect: '/dag' },
]

export const router = createRouter({ history: createWebHashHistory(), routes })
