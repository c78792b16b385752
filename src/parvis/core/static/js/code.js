// A code that came behind # (from the picture on paper) is put into the field; it was sent to nobody.
{
  const field = document.getElementById("code");
  const code = decodeURIComponent(location.hash.slice(1));
  if (field && /^[0-9A-Za-z-]{12,20}$/.test(code)) {
    field.value = code;
    history.replaceState(null, "", location.pathname);
  }
}
