using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Store.Catalog.Prices;
using Store.Kernel.Files;

namespace Store.Catalog.Import;

/// <summary>Takes an uploaded file of goods and brings it in behind the caller's back; how it gets on is asked by the id. For the columns see <see cref="ImportColumns"/>.</summary>
internal static class StartImport
{
    private const long BytesAtMost = 256 * 1024 * 1024;

    /// <param name="FileName">Its name, for the record.</param>
    /// <param name="Bytes">Its size.</param>
    /// <param name="Hash">What is in it, so that a retry with the same key is known as one.</param>
    /// <param name="Upload">The file, where the host has put it.</param>
    internal sealed record Command(string FileName, long Bytes, string Hash, [property: JsonIgnore] Upload Upload) : ICommand<Result>;

    internal sealed record Result(long ImportId);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Bytes).GreaterThan(0).WithMessage("The file is empty.");
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, ChainWide chainWide, ImportRunner runner, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            await chainWide.RequirePermissionIn(PriceRow.WholeChain, cancellationToken);
            var importId = ids.Next();
            await db.InsertImport(importId, command.FileName, caller.Name, clock.GetUtcNow().UtcDateTime, cancellationToken);
            db.AfterCommit(() => runner.Start(importId, command.Upload.HandOver(), caller.UserId, caller.Name));
            return new Result(importId);
        }
    }

    /// <summary>A file that came in, gone from the disk when it has been read.</summary>
    internal sealed class Upload : IAsyncDisposable
    {
        private readonly FileStream file = new(
            Path.Combine(Path.GetTempPath(), $"store-import-{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);

        private bool handedOver;

        public FileStream File => file;

        /// <summary>Whoever takes it closes it.</summary>
        public Stream HandOver()
        {
            handedOver = true;
            return file;
        }

        public async ValueTask DisposeAsync()
        {
            if (!handedOver)
                await file.DisposeAsync();
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/imports", async (HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            {
                await using var upload = new Upload();
                var name = await Save(request, upload.File, cancel);
                upload.File.Position = 0;
                var hash = Convert.ToHexString(await SHA256.HashDataAsync(upload.File, cancel));
                return await mediator.Send(new Command(name, upload.File.Length, hash, upload), cancel);
            })
            .RequirePermission("catalog.import")
            .WithName(nameof(StartImport)).WithSummary("Import goods from a CSV or XLSX file")
            .WithMetadata(new RequestSizeLimitAttribute(BytesAtMost))
            .Accepts<IFormFile>("multipart/form-data", "text/csv", TableExport.Xlsx)
            .ProducesValidationProblem().ProducesProblem(413).ProducesProblem(415);

        /// <summary>Writes the body, or the first file of a form, to disk and gives its name.</summary>
        private static async Task<string> Save(HttpRequest request, Stream target, CancellationToken cancellationToken)
        {
            if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            {
                await request.Body.CopyToAsync(target, cancellationToken);
                return "upload.csv";
            }

            try
            {
                var form = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), request.Body);
                while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
                {
                    if (section.AsFileSection() is not { FileStream: { } content } file)
                        continue;
                    await content.CopyToAsync(target, cancellationToken);
                    return Path.GetFileName(file.FileName) is { Length: > 0 } name ? name : "upload.csv";
                }
            }
            catch (Exception unreadable) when (unreadable is InvalidDataException or ArgumentException or IOException and not BadHttpRequestException)
            {
                throw new BadHttpRequestException("The form cannot be read.", unreadable);
            }

            throw new BadHttpRequestException("The form has no file in it.");
        }
    }
}
