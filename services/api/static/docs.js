// Shows the OpenAPI document of this server. Nothing is asked of any other: the validator badge is off.
const place = document.getElementById("documentation");

window.SwaggerUIBundle({
  url: place.dataset.document,
  domNode: place,
  deepLinking: true,
  validatorUrl: null,
  persistAuthorization: false,
  defaultModelsExpandDepth: 0,
});
