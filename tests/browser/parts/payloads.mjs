// A hundred texts that try to run something. Whatever runs sets window.__xss or opens a dialog.
const RUN = 'window.__xss=1';
const wraps = [
  ['<script>', '</script>'], ['<ScRiPt>', '</sCrIpT>'], ['"><script>', '</script>'], ["'><script>", '</script>'], ['</title><script>', '</script>'],
  ['</textarea><script>', '</script>'], ['</script><script>', '</script>'], ['<scr<script>ipt>', '</scr</script>ipt>'], ['<svg><script>', '</script></svg>'], ['<math><script>', '</script></math>'],
  ['<script\n>', '</script\n>'], ['<script/x>', '</script>'], ['<!--><script>', '</script>-->'], ['--><script>', '</script>'], ['<![CDATA[<script>', '</script>]]>'],
  ['<noscript><p title="</noscript><script>', '</script>">'], ['<template><script>', '</script></template>'], ['<xmp><script>', '</script></xmp>'], ['&lt;script&gt;', '&lt;/script&gt;'], ['\\u003cscript\\u003e', '\\u003c/script\\u003e'],
].map(([a, b]) => `${a}${RUN}${b}`);
const elements = [
  '<img src=x onerror=RUN>', '<img src=x onerror="RUN">', "<img src=x onerror='RUN'>", '<img/src=x/onerror=RUN>', '"><img src=x onerror=RUN>', "'><img src=x onerror=RUN>",
  '<IMG SRC=x ONERROR=RUN>', '<img src=x onerror=RUN//', '<img srcset=x onerror=RUN>', '<img src="x` `<script>RUN</script>"` `>', '<svg onload=RUN>', '<svg/onload=RUN>',
  '<svg><animate onbegin=RUN attributeName=x dur=1s>', '<svg><set onbegin=RUN attributeName=x>', '<svg><a xlink:href="javascript:RUN"><text x=9 y=9>x</text></a></svg>', '<svg><use href="data:image/svg+xml,<svg id=x xmlns=\'http://www.w3.org/2000/svg\' onload=\'RUN\'/>#x"/></svg>',
  '<svg><foreignObject><iframe srcdoc="<script>parent.RUN</script>"></foreignObject></svg>', '<math><mtext></form><form><mglyph><style></math><img src onerror=RUN>', '<body onload=RUN>', '<iframe src="javascript:RUN"></iframe>',
  '<iframe srcdoc="<script>parent.RUN</script>"></iframe>', '<object data="javascript:RUN"></object>', '<embed src="javascript:RUN">', '<video><source onerror=RUN></video>', '<audio src=x onerror=RUN></audio>', '<video poster=javascript:RUN></video>',
  '<input autofocus onfocus=RUN>', '<textarea autofocus onfocus=RUN></textarea>', '<select autofocus onfocus=RUN></select>', '<button autofocus onfocus=RUN>x</button>', '<details open ontoggle=RUN>x</details>', '<marquee onstart=RUN>x</marquee>',
  '<div style="animation-name:x" onanimationstart=RUN>x</div>', '<style>@keyframes x{}</style><b style="animation-name:x" onanimationstart=RUN>x</b>', '<p onmouseover=RUN style="position:fixed;inset:0">x</p>', '<a href="javascript:RUN" autofocus>x</a>', '<a href="JaVaScRiPt:RUN">x</a>', '<a href="java\tscript:RUN">x</a>',
  '<a href=" javascript:RUN">x</a>', '<a href="&#106;avascript:RUN">x</a>', '<a href="data:text/html,<script>opener.RUN</script>">x</a>', '<a href="vbscript:RUN">x</a>', '<form action="javascript:RUN"><button>x</button></form>', '<button formaction="javascript:RUN">x</button>',
  '<link rel=stylesheet href="javascript:RUN">', '<link rel=import href="data:text/html,<script>RUN</script>">', '<meta http-equiv=refresh content="0;url=javascript:RUN">', '<base href="javascript:RUN//">', '<isindex type=image src=x onerror=RUN>', '<table background="javascript:RUN"><tr><td>x</table>',
  '</td></tr></table><img src=x onerror=RUN>', '</main></body><script>RUN</script>', '</h1><script>RUN</script>', '</a><img src=x onerror=RUN>', '</svg><img src=x onerror=RUN>', '</style><img src=x onerror=RUN>',
  '" onmouseover="RUN" x="', "' onmouseover='RUN' x='", '" autofocus onfocus="RUN', '` onmouseover=RUN `', '"onload="RUN', '" style="animation-name:x" onanimationstart="RUN',
  '[x](javascript:RUN)', '[x](<javascript:RUN>)', '[x](https://example.org/"onmouseover="RUN)', '[x" onerror="RUN](https://example.org/ "\" onmouseover=RUN")', '<javascript:RUN>', '[x]: javascript:RUN',
  '{{ RUN }}', '{{7*7}}', '{% raw %}<script>RUN</script>{% endraw %}', '${RUN}', '<%= RUN %>', '#{RUN}',
  '\u2028<script>RUN</script>\u2029', '<script\t>RUN</script\t>', '\uFEFF<script>RUN</script>', '＜script＞RUN＜/script＞', '%3Cscript%3ERUN%3C/script%3E', '+ADw-script+AD4-RUN+ADw-/script+AD4-',
].map((text) => text.replaceAll('RUN', RUN));

export const payloads = [...wraps, ...elements].slice(0, 100);
if (payloads.length < 100) throw new Error(`${payloads.length} payloads`);
