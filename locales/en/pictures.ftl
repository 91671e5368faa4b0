# Photos and drawings: what is wrong with a file.

bad-image = This picture cannot be shown: { $reason }
    .help = Open the file on your computer. If it opens, save it again as JPEG; if not, take the original photo once more.
image-too-large = The picture has about { $megapixels } million pixels; pictures of up to { $limit } million are read
    .help = Make it smaller in any photo program: 1600 pixels on the long side are enough for a page.

picture-cut-off = the file breaks off, it was not copied whole
picture-corrupt = its data are damaged
picture-unsupported = it is a rare variety of its format, which the program does not read
picture-not-a-picture = it is no picture, though its name says so
picture-really-jpeg = it is really a JPEG, rename the file to .jpg
picture-really-png = it is really a PNG, rename the file to .png
picture-really-webp = it is really a WebP, rename the file to .webp
picture-really-gif = it is really a GIF, rename the file to .gif
picture-really-svg = it is really an SVG, rename the file to .svg
picture-really-avif = it is really an AVIF, rename the file to .avif
picture-not-shown = it is HEIC from a telephone, which browsers do not show; save the photo as JPEG
picture-metadata = the AVIF file holds the camera's data (where and when it was taken), which the program cannot take out of this format; save the photo as JPEG
picture-tiff = it is TIFF, which browsers do not show and which may hold the camera’s data; save a photo as JPEG, a scanned document as PDF
picture-bmp = it is BMP, many times heavier than it need be; save a photo as JPEG, a drawing as PNG
picture-script = the SVG drawing holds a script or a foreign document; save it again as a plain drawing (“plain SVG”), or as PNG
