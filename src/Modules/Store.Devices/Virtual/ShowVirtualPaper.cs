namespace Store.Devices.Virtual;

/// <summary>A paper that came out of a virtual printer, as a picture.</summary>
internal static class ShowVirtualPaper
{
    internal sealed record Query(string PrinterId, int Number) : IRequest<byte[]>;

    internal sealed class Handler(VirtualPrinters printers) : IRequestHandler<Query, byte[]>
    {
        public Task<byte[]> Handle(Query query, CancellationToken cancellationToken) =>
            Task.FromResult((printers.Find(query.PrinterId).Receipts.ElementAtOrDefault(query.Number) ?? throw new NotFound("paper", query.Number)).ToPng());
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/virtual-printers/{printerId}/papers/{number:int}.png", async (string printerId, int number, IMediator mediator, CancellationToken cancel) =>
                Results.File(await mediator.Send(new Query(printerId, number), cancel), "image/png"))
            .RequirePermission("devices.manage")
            .WithName(nameof(ShowVirtualPaper)).WithSummary("A paper of a virtual printer as a picture")
            .Produces<IFormFile>(StatusCodes.Status200OK, "image/png").ProducesProblem(404);
    }
}
