/**
 * What the window shows when the page's process died again and again. Served from memory, without
 * script: it has to work when the page cannot. What was promised is safe in the journal of the main
 * process, which goes on sending it meanwhile.
 */
export const STOPPED_PAGE = `<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><title>Balie</title></head>
<body>
<main>
<h1>Balie</h1>
<p lang="nl">Het scherm is een paar keer achter elkaar gestopt. Alles wat is ingecheckt is bewaard en wordt verstuurd. <a href="./index.html">Opnieuw openen</a></p>
<p lang="en">The screen stopped several times in a row. Every check-in is kept and will be sent. <a href="./index.html">Open again</a></p>
<p lang="de">Der Bildschirm ist mehrmals hintereinander ausgefallen. Alles Eingecheckte ist gesichert und wird gesendet. <a href="./index.html">Neu öffnen</a></p>
</main>
</body>
</html>
`
