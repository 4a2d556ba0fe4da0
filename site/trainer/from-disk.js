// From a file the browser refuses modules and fetch, so the tables of text cannot be read: these sentences stand here in both languages.
if (location.protocol === "file:") {
  document.getElementById("loading-bar").remove();
  document.getElementById("loading-text").textContent = document.documentElement.lang === "vi"
    ? "Trang này phải được mở qua một máy chủ web. Hãy chạy ./build.sh serve rồi mở liên kết mà lệnh ấy in ra."
    : "This page has to come from a web server. Run ./build.sh serve and open the link it prints.";
}
