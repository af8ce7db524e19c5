(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("forward").textContent);
  var given = new URLSearchParams(location.search);

  function literal(text) {
    return text.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&");
  }

  // A sub-ID takes the place of the button's own, in a query, a path, or the address inside of an address.
  function replaced(href, name, own, value) {
    if (!/^[\w.~-]{1,255}$/.test(value) || /^\.+$/.test(value)) return href;
    var end = literal(own) + "(?![\\w.~-])";
    var named = new RegExp("((?:[?&#\\/();]|%3F|%26|%23)" + literal(name) + "(?:=|%3D|[:(\\/]))" + end, "g");
    var changed = href.replace(named, "$1" + value);
    return changed === href ? href.replace(new RegExp("\\/" + end), "/" + value) : changed;
  }

  function added(href, name, value) {
    if (value.length > 500) return href;
    var cut = href.indexOf("#");
    var front = cut < 0 ? href : href.slice(0, cut);
    var fragment = cut < 0 ? "" : href.slice(cut);
    var pair = name + "=" + encodeURIComponent(value).replace(/['()*!]/g, function (mark) {
      return "%" + mark.charCodeAt(0).toString(16).toUpperCase();
    });
    var there = new RegExp("([?&])" + literal(name) + "=[^&]*");
    if (there.test(front)) front = front.replace(there, function (_, mark) { return mark + pair; });
    else front += (front.indexOf("?") < 0 ? "?" : "&") + pair;
    return front + fragment;
  }

  function handed(href) {
    var subs = data.links[href];
    if (!subs) return href;
    Object.keys(subs).forEach(function (name) {
      var value = given.get(name);
      if (value) href = replaced(href, name, subs[name], value);
    });
    data.add.forEach(function (name) {
      var value = given.get(name);
      if (value) href = added(href, name, value);
    });
    return href;
  }

  Array.prototype.forEach.call(document.querySelectorAll("a[href]"), function (link) {
    link.setAttribute("href", handed(link.getAttribute("href")));
  });

  // A form sends fields in place of its address's query: what is handed on becomes fields.
  Array.prototype.forEach.call(document.querySelectorAll("form[data-forward]"), function (form) {
    data.add.concat(data.subs).forEach(function (name) {
      var value = given.get(name);
      if (!value || value.length > 500) return;
      var field = form.querySelector('input[name="' + name + '"]');
      if (!field) {
        field = document.createElement("input");
        field.type = "hidden";
        field.name = name;
        form.appendChild(field);
      }
      field.value = value;
    });
  });
})();
