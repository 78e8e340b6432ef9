package topic

type doubt struct{}
