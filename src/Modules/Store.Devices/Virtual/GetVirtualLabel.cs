namespace Store.Devices.Virtual;

/// <summary>A label of the virtual label printer as a picture.</summary>
internal static class GetVirtualLabel
{
    internal sealed record Query(int Number) : IRequest<byte[]>;

    internal sealed class Handler(VirtualTill virtualTill) : IRequestHandler<Query, byte[]>
    {
        public Task<byte[]> Handle(Query query, CancellationToken cancellationToken)
        {
            var labels = virtualTill.Require().LabelPrinter.Labels;
            return Task.FromResult(query.Number >= 0 && query.Number < labels.Count ? labels[^(query.Number + 1)].ToPng() : throw new NotFound("label", query.Number));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/virtual/labels/{number:int}", async (int number, IMediator mediator, CancellationToken cancel) => TypedResults.File(await mediator.Send(new Query(number), cancel), "image/png"))
            .RequirePermission("devices.use")
            .WithName(nameof(GetVirtualLabel)).WithSummary("Get a label of the virtual label printer as a picture; 0 is the newest")
            .Produces(200, contentType: "image/png").ProducesProblem(404);
    }
}
