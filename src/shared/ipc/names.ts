/*
 * The names alone, without the schemas: all that the preload needs, so that it stays small.
 * `contract.ts` does not compile when it and these lists differ.
 */

export const CALL_NAMES = [
  'app:info',
  'settings:get',
  'settings:change',
  'connection:get',
  'connection:test',
  'connection:save',
  'connection:check',
  'connection:forget',
  'demo:start',
  'sync:watch',
  'sync:now',
  'booking:read',
  'bookings:find',
  'customer:read',
  'outbox:get',
  'outbox:enqueue',
  'outbox:retry',
  'outbox:drop',
  'outbox:replay',
  'outbox:export',
  'outbox:acknowledge-damage',
  'scans:park',
  'scans:drop',
  'records:promise',
  'records:amend',
  'records:adopt',
  'records:again',
  'customers:sync',
  'customers:stop',
  'bookings:search',
  'bookings:stop',
  'booking:detail',
  'booking:save',
  'booking:deletable',
  'booking:delete',
  'booking:follow',
  'booking:propose',
  'catalogue:get',
  'drafts:get',
  'drafts:keep',
  'training:get',
  'training:change',
  'training:other-desk',
  'training:codes',
  'diagnostics:get',
  'log:page',
] as const

export const EVENT_NAMES = [
  'sync:delta',
  'customers:delta',
  'bookings:found',
  'connection:changed',
  'outbox:changed',
  'settings:changed',
  'app:changed',
] as const

export type CallName = (typeof CALL_NAMES)[number]
export type EventName = (typeof EVENT_NAMES)[number]
