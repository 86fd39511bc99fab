namespace Store.Devices.Virtual;

/// <summary>A receipt of the virtual printer as a picture.</summary>
internal static class GetVirtualReceipt
{
    internal sealed record Query(int Number) : IRequest<byte[]>;

    internal sealed class Handler(VirtualTill virtualTill) : IRequestHandler<Query, byte[]>
    {
        public Task<byte[]> Handle(Query query, CancellationToken cancellationToken)
        {
            var receipts = virtualTill.Require().Printer.Receipts;
            return Task.FromResult(query.Number >= 0 && query.Number < receipts.Count ? receipts[^(query.Number + 1)].ToPng() : throw new NotFound("receipt", query.Number));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/virtual/receipts/{number:int}", async (int number, IMediator mediator, CancellationToken cancel) => TypedResults.File(await mediator.Send(new Query(number), cancel), "image/png"))
            .RequirePermission("devices.use")
            .WithName(nameof(GetVirtualReceipt)).WithSummary("Get a receipt of the virtual printer as a picture; 0 is the newest")
            .Produces(200, contentType: "image/png").ProducesProblem(404);
    }
}
