import { benchScan } from './scan.ts'
import { printTable } from './report.ts'
printTable('scan', await benchScan([Number(process.argv[2] ?? 1000)]))
