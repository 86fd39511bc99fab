namespace Store.Checkout.Receipts;

/// <summary>Prints a receipt or a gift receipt again: counted, and marked as a copy with its number.</summary>
internal static class ReprintReceipt
{
    internal sealed record Command(long StoreId, PrintOrder Order) : ICommand<PrintedReceipt>, IStoreScoped;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Order).SetValidator(new PrintOrderValidator());
    }

    internal sealed class Handler(PrintBook book) : IRequestHandler<Command, PrintedReceipt>
    {
        public Task<PrintedReceipt> Handle(Command command, CancellationToken cancellationToken) => book.Print(command.Order, mayCopy: true, cancellationToken);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Guid PrintUuid, string Kind, string Format, int? Width, string? Language);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/sales/{saleId:long}/reprints", (long storeId, long saleId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(
                new Command(storeId, new PrintOrder(storeId, saleId, body.PrintUuid, body.Kind, body.Format, body.Width ?? 80, body.Language)), cancel))
            .RequirePermission("checkout.reprint")
            .WithName(nameof(ReprintReceipt)).WithSummary("Print a receipt again, as a numbered copy")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
