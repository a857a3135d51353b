import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import AttentionView from './features/attention/AttentionView.vue'
import DayLogView from './features/day-log/DayLogView.vue'
import BookingCreateView from './features/booking-create/BookingCreateView.vue'
import BookingEditPage from './features/booking-edit/BookingEditPage.vue'
import CustomerFormView from './features/customers/CustomerFormView.vue'
import CustomersView from './features/customers/CustomersView.vue'
import CustomerView from './features/customers/CustomerView.vue'
import DeskView from './features/day/DeskView.vue'
import DaySheetView from './features/day-sheet/DaySheetView.vue'
import FinderView from './features/finder/FinderView.vue'
import ReadyView from './features/readiness/ReadyView.vue'
import ScanView from './features/scan/ScanView.vue'
import SettingsView from './features/settings/SettingsView.vue'
import DrillView from './features/training/DrillView.vue'

/*
 * `/dag/…` and `/boekingen/…` are the same desk: the list with, beside it, the booking that is
 * selected. The component is kept when going from one to the other.
 */
const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/dag' },
  { path: '/dag/:day?', name: 'day', component: DeskView, meta: { rail: 'day' } },
  {
    path: '/boekingen/nieuw',
    name: 'booking-create',
    component: BookingCreateView,
    meta: { rail: 'day' },
  },
  // A negative number stands in for the id of a booking that Recras does not have yet.
  { path: '/boekingen/:id(-?\\d+)', name: 'booking', component: DeskView, meta: { rail: 'day' } },
  {
    path: '/boekingen/:id(\\d+)/wijzigen',
    name: 'booking-edit',
    component: BookingEditPage,
    meta: { rail: 'day' },
  },
  { path: '/klanten', name: 'customers', component: CustomersView, meta: { rail: 'customers' } },
  {
    path: '/klanten/nieuw',
    name: 'customer-create',
    component: CustomerFormView,
    meta: { rail: 'customers' },
  },
  // Here too: a negative number is a customer who waits to be made.
  {
    path: '/klanten/:id(-?\\d+)',
    name: 'customer',
    component: CustomerView,
    meta: { rail: 'customers' },
  },
  {
    path: '/klanten/:id(-?\\d+)/wijzigen',
    name: 'customer-edit',
    component: CustomerFormView,
    meta: { rail: 'customers' },
  },
  { path: '/zoeken', name: 'finder', component: FinderView, meta: { rail: 'day' } },
  {
    path: '/daglijst/:day?',
    name: 'day-sheet',
    component: DaySheetView,
    meta: { rail: 'day' },
  },
  { path: '/scannen', name: 'scan', component: ScanView, meta: { rail: 'scan' } },
  {
    path: '/daglog/:day?',
    name: 'day-log',
    component: DayLogView,
    meta: { rail: 'attention' },
  },
  { path: '/aandacht', name: 'attention', component: AttentionView, meta: { rail: 'attention' } },
  { path: '/oefening', name: 'drill', component: DrillView, meta: { rail: 'attention' } },
  { path: '/gereed', name: 'ready', component: ReadyView, meta: { rail: 'attention' } },
  {
    path: '/instellingen/:section?',
    name: 'settings',
    component: SettingsView,
    meta: { rail: 'settings' },
  },
  { path: '/:rest(.*)*', redirect: '/dag' },
]

export const router = createRouter({ history: createWebHashHistory(), routes })
