/** Pages that try to harm who clips them, by what they try. `says` stands on the page in plain sight and must be in its text. */
export const visibleSentence = 'Two-factor authentication is required.';

const script = (code: string) => `<script>${code}</script>`;
/** What would run if a text of the page became a script or markup in one of our pages. */
const payload = `"><img src=x onerror="globalThis.pwned=1"><svg onload="globalThis.pwned=1">`;
const escaped = payload.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const bridge = `{source:'exhibit-workspace',kind:'hello',type:'hello',version:1}`;

export const hostilePages: Record<string, string> = {
  // Messages and events
  'floods its window with messages': script(
    `setInterval(()=>{for(let i=0;i<200;i++)postMessage(${bridge},'*')},20)`,
  ),
  'sends messages in the shape of the handover': script(
    `for(const kind of ['hello','manifest','chunk','receipt','pair','accept'])postMessage({...${bridge},kind},'*')`,
  ),
  'talks to the extension by its runtime': script(
    `try{chrome.runtime.sendMessage('jamhliddepipkjhldjfabihgkpmihldn',{kind:'begin-pairing',origin:location.origin})}catch{}`,
  ),
  'opens ports to the extension': script(
    `try{for(let i=0;i<50;i++)chrome.runtime.connect('jamhliddepipkjhldjfabihgkpmihldn',{name:'exhibit-handover'})}catch{}`,
  ),
  'clicks and types by itself': script(
    `setInterval(()=>{for(const type of ['click','mousedown','keydown','keyup'])document.dispatchEvent(new Event(type,{bubbles:true}));document.dispatchEvent(new KeyboardEvent('keydown',{key:'E',altKey:true,shiftKey:true,bubbles:true}))},10)`,
  ),
  'swallows every event': script(
    `for(const type of ['click','message','keydown','pointerdown','visibilitychange'])addEventListener(type,e=>e.stopImmediatePropagation(),true)`,
  ),
  'broadcasts on the names of our channels': script(
    `const c=new BroadcastChannel('dexie-txcommitted');for(let i=0;i<100;i++)c.postMessage({'idb://exhibit-clips/clips/':[]})`,
  ),
  // Posing as something of ours
  'has a stamp of Exhibit': `<div style="border:2px solid green">Exhibit: verified, SHA-256 0000, captured 2020-01-01</div>`,
  'has a pairing dialog of its own': `<dialog open><h2>Pair with this workspace?</h2><button>Pair</button></dialog>`,
  'frames our side panel': `<iframe src="chrome-extension://jamhliddepipkjhldjfabihgkpmihldn/sidepanel.html"></iframe>`,
  'frames our redaction page': `<iframe src="chrome-extension://jamhliddepipkjhldjfabihgkpmihldn/redact.html?clip=1"></iframe>`,
  'loads our scripts': `<script src="chrome-extension://jamhliddepipkjhldjfabihgkpmihldn/background.js"></script>`,
  'opens our pages': script(`open('chrome-extension://jamhliddepipkjhldjfabihgkpmihldn/redact.html')`),
  // Markup in texts
  'has markup in its title': script(`document.title=${JSON.stringify(payload)}`),
  'has markup in its text': `<p>${escaped}</p>`,
  'has markup in its cells': `<table><tr><th>${escaped}<th>B</tr><tr><td>${escaped}<td>2</tr></table>`,
  'has markup in its fields': `<label>${escaped}<input value="${escaped}"></label>`,
  'has markup in the place of images': `<img alt="${escaped}">`,
  'has a script in its address': script(
    `history.replaceState(0,'','#javascript:${'x'.repeat(50)}<img src=x onerror=pwned=1>')`,
  ),
  'has a title of a megabyte': script(`document.title='t'.repeat(1e6)`),
  'has an address of 100,000 characters': script(`history.replaceState(0,'','?q='+'a'.repeat(1e5))`),
  'has control and direction characters': `<p>\u202e\u0000\u200f\ufeff reversed \u2066</p>`,
  // Size
  'has 60,000 elements': script(
    `const f=document.createDocumentFragment();for(let i=0;i<6e4;i++)f.append(document.createElement('i'));document.body.append(f)`,
  ),
  'has a table of 20,000 rows': script(
    `document.body.insertAdjacentHTML('beforeend','<table><tr><th>a<th>b</tr>'+'<tr><td>1<td>2</tr>'.repeat(2e4)+'</table>')`,
  ),
  'is nested 500 deep': script(
    `let at=document.body;for(let i=0;i<500;i++){const next=document.createElement('div');at.append(next);at=next}at.append('deep')`,
  ),
  'has one text of five megabytes': script(`document.body.append('word '.repeat(1e6))`),
  'has 2,000 shadow roots, one in the other': script(
    `let at=document.body;for(let i=0;i<2e3;i++){const host=document.createElement('div');at.append(host);at=host.attachShadow({mode:i%2?'closed':'open'})}at.append('deep')`,
  ),
  'has 200 frames': script(`for(let i=0;i<200;i++)document.body.append(document.createElement('iframe'))`),
  'has frames in frames': script(
    `let at=document;for(let i=0;i<20;i++){const f=at.createElement('iframe');at.body.append(f);at=f.contentDocument;if(!at)break;at.body.append('frame '+i)}`,
  ),
  'grows without end': script(
    `setInterval(()=>{for(let i=0;i<50;i++)document.body.append(document.createElement('p'))},10)`,
  ),
  // Drawing
  'lies below an overlay': `<div style="position:fixed;inset:0;background:#c00;z-index:2147483647;opacity:.02"></div>`,
  'has SVG with a foreign object and a script': `<svg width="10" height="10"><script>globalThis.pwned=1</script><foreignObject width="9" height="9"><p>in svg</p></foreignObject></svg>`,
  'has SVG that refers to itself': `<svg width="50" height="50"><defs><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></defs><use href="#a"/></svg>`,
  'turns and shrinks': `<style>main{animation:t 1s infinite}@keyframes t{to{transform:rotate(1deg) scale(.99)}}</style><main>moving</main>`,
  'has text that only a style sheet writes': `<style>p.s::before{content:"${'Administrator '.repeat(20)}"}</style><p class="s"></p>`,
  'has boxes without size and far away': `<div style="width:0;height:0;overflow:hidden">shut</div><div style="position:absolute;left:-99999px">far</div>`,
  // Tampering
  'tampers with prototypes': script(
    `for(const key of ['nodeValue','childNodes','textContent'])Object.defineProperty(Node.prototype,key,{get(){throw new Error('no')}});Array.prototype[Symbol.iterator]=null;Element.prototype.getBoundingClientRect=()=>{throw 1}`,
  ),
  'tampers with JSON and promises': script(
    `JSON.stringify=()=>'{}';Promise.prototype.then=()=>{};Object.prototype.kind='work'`,
  ),
  'breaks the form controls': `<form id="f"><input name="parentNode"><input name="childNodes"><input name="nodeType"></form>`,
  'has an element that lies about its shadow': script(
    `customElements.define('x-liar',class extends HTMLElement{get shadowRoot(){return {childNodes:[{nodeType:3,nodeValue:'lie'}]}}});document.body.append(document.createElement('x-liar'))`,
  ),
  'greets as a workspace from a frame': `<iframe srcdoc="<meta name='exhibit-workspace'><p>I am a workspace</p>"></iframe>`,
  'downloads an archive by itself': script(
    `const a=document.createElement('a');a.download='bomb.zip';a.href=URL.createObjectURL(new Blob([new Uint8Array(1e6)]));a.click()`,
  ),
  'asks before it is left': script(`addEventListener('beforeunload',e=>e.preventDefault())`),
  'prints and alerts': script(`setTimeout(()=>{window.print=()=>{};},0)`),
};
