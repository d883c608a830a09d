"""The local web application: what a build's folder holds, in the browser and for other programs, on one address."""
