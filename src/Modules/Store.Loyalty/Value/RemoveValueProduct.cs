namespace Store.Loyalty.Value;

/// <summary>A product sells no value any more.</summary>
internal static class RemoveValueProduct
{
    internal sealed record Command(long ProductId) : ICommand<Done>;

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Execute("DELETE FROM loyalty.ValueProducts WHERE ProductId = @ProductId", command, cancellationToken) == 0)
                throw new NotFound("value_product", command.ProductId);
            await audit.Add(ValuePermissions.Manage, $"value product {command.ProductId}", ValuePermissions.WholeChain, old: command, now: null, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/value-products/{productId:long}", (long productId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(productId), cancel))
            .RequirePermission(ValuePermissions.Manage)
            .WithName(nameof(RemoveValueProduct)).WithSummary("A product sells no value any more")
            .ProducesProblem(404);
    }
}
