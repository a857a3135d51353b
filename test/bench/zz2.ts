import { startSimulator } from '../../src/simulator/index.ts'
import { Balie } from '../e2e/support/launch.ts'
const n = Number(process.argv[2] ?? 10000)
const simulator = await startSimulator({ venue: 'empty', extra: n })
// warm
for (let p = 1; p <= n / 500; p++) await (await fetch(`${simulator.url}/api2/boekingen?embed=Klant.Hoofdcontact,boekingsregels,kosten,Facturen._betaald_bedrag&page_size=500&page=${p}`, { headers: { Authorization: `Bearer ${simulator.key}` } })).text()
simulator.faults.closed = true
const balie = await Balie.launch({ env: { BALIE_RECRAS_URL: simulator.url, BALIE_API_KEY: simulator.key } })
const { page } = balie
await page.locator('html[data-ready="true"]').waitFor()
await page.waitForTimeout(3000)
const cdp = await page.context().newCDPSession(page)
await cdp.send('Profiler.enable'); await cdp.send('Profiler.setSamplingInterval', {interval: 500})
await cdp.send('Profiler.start')
await page.evaluate(() => { (window as any).__log = []; (window as any).balie.events['sync:delta']((d: any) => (window as any).__log.push([Math.round(performance.now()), d.upserts.length, d.day?.day])) })
simulator.faults.closed = false
await page.waitForFunction((n) => (window as any).__log.reduce((s: number, x: any) => s + x[1], 0) >= n, n, { timeout: 60000 })
await page.waitForTimeout(1500)
const { profile } = await cdp.send('Profiler.stop')
const log = await page.evaluate(() => (window as any).__log)
console.log(await page.evaluate(() => performance.getEntriesByName('day-sync').map((e) => [Math.round(e.startTime), Math.round(e.duration), JSON.stringify((e as any).detail)])));console.log('first', log[0], 'last', log.at(-1), 'n', log.length)
const self = new Map<string, number>()
const byId = new Map(profile.nodes.map((x) => [x.id, x]))
const dts = profile.timeDeltas ?? []
profile.samples?.forEach((id, i) => { const nd = byId.get(id); if (!nd) return; const k = `${nd.callFrame.functionName || '(anon)'} ${nd.callFrame.url.split('/').pop()}:${nd.callFrame.lineNumber}:${nd.callFrame.columnNumber}`; self.set(k, (self.get(k) ?? 0) + (dts[i] ?? 0) / 1000) })
console.log([...self].sort((a, b) => b[1] - a[1]).slice(0, 30).map(([k, v]) => `${v.toFixed(0)} ${k}`).join('\n'))
await balie.close(); await simulator.close()
