namespace Store.Checkout.Receipts;

/// <summary>Prints a receipt or a gift receipt for the first time and counts it. What has been printed before is refused; a copy takes its own permission.</summary>
internal static class PrintReceipt
{
    internal sealed record Command(long StoreId, PrintOrder Order) : ICommand<PrintedReceipt>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Order).SetValidator(new PrintOrderValidator());
    }

    internal sealed class Handler(PrintBook book) : IRequestHandler<Command, PrintedReceipt>
    {
        public Task<PrintedReceipt> Handle(Command command, CancellationToken cancellationToken) => book.Print(command.Order, mayCopy: false, cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid PrintUuid, string Kind, string Format, int? Width, string? Language);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/sales/{saleId:long}/prints", (long storeId, long saleId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(storeId, new PrintOrder(storeId, saleId, body.PrintUuid, body.Kind, body.Format, body.Width ?? 80, body.Language)), cancel))
            .RequirePermission("checkout.sell")
            .WithName(nameof(PrintReceipt)).WithSummary("Print a receipt for the first time")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
