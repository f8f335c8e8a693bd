/*
 * Undertone's chat on any page:
 *   <script src="https://desk.example/widget.js" data-queue="support" async></script>
 * Further attributes: data-label (the button's words), data-close-label (its words while the chat is open), data-color (six hexadecimal digits),
 * data-side ("left" or "right"). A page that names the script twice for a queue gets one button.
 * The chat runs in a frame of its own and cannot see the page around it; Escape in the frame or on the button closes it.
 */
(function () {
  'use strict';
  var script = document.currentScript;
  if (!script || !script.dataset.queue) return;
  var origin = new URL(script.src).origin;
  var label = script.dataset.label || 'Chat with us';
  var closeLabel = script.dataset.closeLabel || 'Close the chat';
  var side = script.dataset.side === 'left' ? 'left' : 'right';
  var color = /^#?[0-9a-f]{6}$/i.test(script.dataset.color || '') ? script.dataset.color.replace('#', '') : '';
  var address = origin + '/chat?queue=' + encodeURIComponent(script.dataset.queue) + (color ? '&color=' + color : '');
  var frame = null;

  function style(element, rules) {
    for (var name in rules) element.style.setProperty(name, rules[name]);
  }

  function light(hex) {
    var parts = [0, 2, 4].map(function (at) {
      var share = parseInt(hex.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    });
    return 1.05 / (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05) < 4.5;
  }

  var ground = color || '0f6cbd';
  var button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.setAttribute('aria-expanded', 'false');
  button.dataset.undertoneQueue = script.dataset.queue;
  style(button, {
    position: 'fixed', bottom: '20px', 'z-index': '2147483000', 'min-height': '48px', padding: '0 20px', border: '0', 'border-radius': '24px',
    background: '#' + ground, color: light(ground) ? '#000' : '#fff', font: '600 16px/1.4 system-ui, sans-serif', cursor: 'pointer',
    'box-shadow': '0 4px 16px rgba(0, 0, 0, 0.24)'
  });
  button.style.setProperty(side, '20px');

  function openFrame() {
    frame = document.createElement('iframe');
    frame.src = address;
    frame.title = label;
    style(frame, {
      position: 'fixed', bottom: '80px', 'z-index': '2147483000', width: 'min(400px, calc(100vw - 24px))', height: 'min(640px, calc(100vh - 104px))',
      border: '0', 'border-radius': '12px', 'box-shadow': '0 8px 32px rgba(0, 0, 0, 0.28)', background: '#fff', 'color-scheme': 'normal'
    });
    frame.style.setProperty(side, '12px');
    document.body.appendChild(frame);
  }

  function show(open) {
    if (open && !frame) openFrame();
    if (frame) frame.style.display = open ? 'block' : 'none';
    button.textContent = open ? closeLabel : label;
    button.setAttribute('aria-expanded', String(open));
    if (open) frame.focus();
  }

  function isOpen() {
    return frame !== null && frame.style.display !== 'none';
  }

  function isThere() {
    return Array.prototype.some.call(document.querySelectorAll('button[data-undertone-queue]'), function (each) {
      return each.dataset.undertoneQueue === button.dataset.undertoneQueue;
    });
  }

  function start() {
    if (!isThere()) document.body.appendChild(button);
  }

  button.addEventListener('click', function () {
    show(!isOpen());
  });
  button.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && isOpen()) show(false);
  });
  window.addEventListener('message', function (event) {
    if (!isOpen() || event.source !== frame.contentWindow || event.origin !== origin || event.data !== 'undertone: close') return;
    show(false);
    button.focus();
  });
  if (document.body) start();
  else document.addEventListener('DOMContentLoaded', start);
})();
