import { fork } from 'node:child_process'; import { once } from 'node:events'; import { mkdtempSync } from 'node:fs'; import { build } from 'esbuild';
const out='/tmp/race/sandbox.js';
const r = await build({entryPoints:['/work/main/src/sandbox/process.ts'],outfile:out,bundle:true,minify:true,platform:'node',format:'cjs',target:'node22',external:['node:sqlite'],metafile:true});
console.log(Object.values(r.metafile.outputs)[0].bytes);
const tally: Record<string,number> = {};
for (let i=0;i<60;i++){ const f=mkdtempSync('/tmp/race/s-'); const n= 2+i%4; const cs=Array.from({length:n},()=>fork(out,['--folder',f],{silent:true}));
 const ms=(await Promise.all(cs.map(c=>once(c,'message')))).map(([m]:any)=>m.kind).sort().join(); const k=n+':'+ms; tally[k]=(tally[k]??0)+1; for(const c of cs) c.kill('SIGKILL'); await Promise.all(cs.map(c=>c.exitCode!==null||c.signalCode!==null||once(c,'exit'))); }
console.log(tally);
