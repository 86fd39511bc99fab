using Microsoft.AspNetCore.Mvc;
using Store.Contracts.Members;
using Store.Kernel.Files;

namespace Store.Members.Import;

/// <summary>Takes an uploaded file of members in, CSV or XLSX, and tells what became of its rows.</summary>
internal static class ImportMemberFile
{
    private const long BytesAtMost = 32 * 1024 * 1024;

    internal sealed record Request(Stream File) : IRequest<MemberImport>, IPersonal
    {
        public override string ToString() => nameof(ImportMemberFile);
    }

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Request, MemberImport>
    {
        public Task<MemberImport> Handle(Request request, CancellationToken cancellationToken) => mediator.Send(new ImportMembers(request.File), cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members/import", async (HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            {
                await using var file = new FileStream(
                    Path.Combine(Path.GetTempPath(), $"store-import-{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024,
                    FileOptions.DeleteOnClose | FileOptions.Asynchronous);
                await request.Body.CopyToAsync(file, cancel);
                return await mediator.Send(new Request(file), cancel);
            })
            .RequirePermission("members.import")
            .WithName(nameof(ImportMemberFile)).WithSummary("Import members from a CSV or XLSX file")
            .WithMetadata(new RequestSizeLimitAttribute(BytesAtMost))
            .Accepts<IFormFile>("text/csv", TableExport.Xlsx, "application/octet-stream")
            .ProducesProblem(413).ProducesProblem(415);
    }
}
